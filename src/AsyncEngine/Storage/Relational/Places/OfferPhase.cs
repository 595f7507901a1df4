namespace AsyncEngine.Storage.Relational.Places;

/// <summary>What is left to be done for a job that is offered.</summary>
internal enum OfferPhase
{
    Run = 0,
    Callbacks = 1,
}
