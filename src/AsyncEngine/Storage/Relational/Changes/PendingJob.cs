using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Relational.Places;
using AsyncEngine.Storage.Relational.Reads;
using AsyncEngine.Storage.Relational.Settles;
using AsyncEngine.Storage.Relational.Writing;

namespace AsyncEngine.Storage.Relational.Changes;

/// <summary>A job that waits in a queue, and where.</summary>
internal sealed record PendingJob
{
    public required JobPlan Plan { get; init; }

    public required string QueueName { get; init; }

    /// <summary>Its start time, if it was given one.</summary>
    public long? BeginAfter { get; init; }

    public required long CreatedAt { get; init; }

    public string? State { get; init; }

    /// <summary>It is in line; else it is held.</summary>
    public Offered? Offer { get; init; }

    public Held? Held { get; init; }

    public Carried Job => Offer?.Job ?? Held!.Job; // It is in one of both places.

    /// <summary>Refuses with <c>JobNotFound</c> and, wherever else the job stands, <c>JobStatusInvalid</c>.</summary>
    public static PendingJob Find(WriteSession session, long id)
    {
        var plan = JobPlan.Read(session.Database, id) ?? throw JobErrors.NotFound(id);
        if (plan.Root is { } root)
        {
            throw JobErrors.StatusInvalid(id, $"is a callback and runs when job {root} has ended: it has no place in a queue");
        }

        var offer = session.Places.FindOffer(id);
        var held = offer is null ? session.Places.FindHeld(id) : null;
        if (held is null && offer is not { Phase: OfferPhase.Run })
        {
            throw JobErrors.StatusInvalid(
                id, $"is {JobReader.ReadStatus(session.Database, id)}: only a job that waits in a queue can be changed");
        }

        using var read = session.Database.Use(Sql.JobChangeRead);
        read.Bind("id", id);
        read.Step();
        return new PendingJob
        {
            Plan = plan,
            BeginAfter = read.GetLongOrNull(0),
            CreatedAt = read.GetLong(1),
            State = read.GetTextOrNull(2),
            QueueName = read.GetText(3),
            Offer = offer,
            Held = held,
        };
    }
}
