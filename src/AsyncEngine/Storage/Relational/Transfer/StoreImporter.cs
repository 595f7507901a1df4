using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Dispatchers;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Transfer;

/// <summary>Brings what another store holds into this one, in this transaction.</summary>
internal sealed class StoreImporter(
    WriteSession session, string location, Action<StoreCopyProgress>? report, CancellationToken cancellationToken)
{
    private const int ReportEvery = 1_000;

    // Heavier than anything that a transaction is shared with.
    private const int Weight = int.MaxValue / 2;

    private readonly ITableRows _tables = session.Database.Tables;
    private long _rows;
    private long _total;

    /// <summary>Does it in a transaction of its own.</summary>
    /// <param name="writer">Into where.</param>
    /// <param name="location">Where that is, for people.</param>
    /// <param name="open">Opens what is copied; closed in the end.</param>
    /// <param name="report">Told from time to time how far it is.</param>
    /// <param name="cancellationToken">Ends it; nothing is copied then.</param>
    public static Task<StoreCopyResult> RunAsync(
        IVerbWriter writer,
        string location,
        Func<IStoreExport> open,
        Action<StoreCopyProgress>? report,
        CancellationToken cancellationToken) =>
        writer.RunAsync(
            session =>
            {
                using var source = open();
                return new StoreImporter(session, location, report, cancellationToken).Import(source);
            },
            Weight,
            CancellationToken.None);

    public StoreCopyResult Import(IStoreExport source)
    {
        RefuseIfUsed();
        _total = CopiedTable.All.Sum(source.Count);
        var jobs = 0L;
        foreach (var table in CopiedTable.All)
        {
            var before = _rows;
            Copy(source, table);
            jobs = table.Name == "job" ? _rows - before : jobs;
        }

        session.Continue(source.ReadMarks());
        if (session.Database.KeepsHeads)
        {
            using var heads = session.Database.Use(Sql.CopyHeads);
            heads.Run();
        }

        return new StoreCopyResult(jobs, _rows, PutBack());
    }

    private void RefuseIfUsed()
    {
        foreach (var table in CopiedTable.All)
        {
            var rows = _tables.Read($"select 1 from {CopiedTable.Quote(table.Name)} limit 2").Count();
            if (rows > (table.HasFirstRow ? 1 : 0))
            {
                throw new AsyncEngineException(
                    ErrorIds.StoreNotEmpty,
                    $"The store '{location}' is not empty (it has rows of '{table.Name}'): a store is copied with the ids of "
                        + "its jobs, so only into a new one. Name a file, or a schema, that does not exist.")
                {
                    Target = location,
                };
            }
        }
    }

    private void Copy(IStoreExport source, CopiedTable table)
    {
        var theirs = source.Columns(table.Name);
        var ours = _tables.Columns(table.Name);
        string[] columns = [.. ours.Where(column => column == "shard" || (theirs.Contains(column) && !CopiedTable.IsOwn(column)))];
        if (theirs.Except(columns).FirstOrDefault(column => !CopiedTable.IsOwn(column)) is { } unknown)
        {
            throw new AsyncEngineException(
                ErrorIds.StoreVersionNewer,
                $"The store '{location}' has no place for '{table.Name}.{unknown}': it is of an older version than the one "
                    + "that is copied. Open it with this version first.")
            {
                Target = location,
            };
        }

        if (table.HasFirstRow)
        {
            _tables.Clear(table.Name);
        }

        _tables.Write(table.Name, columns, Watched(table, source.Read(table, columns)));
    }

    private IEnumerable<object?[]> Watched(CopiedTable table, IEnumerable<object?[]> rows)
    {
        foreach (var row in rows)
        {
            yield return row;
            if (++_rows % ReportEvery == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                report?.Invoke(new StoreCopyProgress(table.Name, _rows, _total));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Nobody works here yet: what somebody had in hand there goes the way of what the dead leave behind.</summary>
    private int PutBack()
    {
        var rescuer = new Rescuer(session);
        var active = _tables.Read("select id from dispatcher where activated_at is not null order by id")
            .Select(row => (long)row[0]!).ToList();
        return active.Sum(id => rescuer.Deactivate(id, Rescuer.Copied));
    }
}
