namespace Unit.Model;

/// <summary>A dispatcher as the rules see it, pinging every 30 seconds and dead after 60.</summary>
internal sealed class ModelDispatcher(int number)
{
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DeathInterval = TimeSpan.FromSeconds(60);

    public int Number => number;

    public DateTimeOffset? ActivatedAt { get; set; }

    public DateTimeOffset? LastPingAt { get; set; }

    public bool IsActive => ActivatedAt is not null;

    private DateTimeOffset? LastSign => ActivatedAt > LastPingAt ? ActivatedAt : LastPingAt ?? ActivatedAt;

    /// <summary>R158.</summary>
    public bool IsDead(DateTimeOffset now) => LastSign + DeathInterval < now;

    /// <summary>Its own ping comes so late that it judges nobody.</summary>
    public bool IsLate(DateTimeOffset now) => LastSign + ((PingInterval + DeathInterval) / 2) < now;
}
