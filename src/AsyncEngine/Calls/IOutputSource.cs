namespace AsyncEngine.Calls;

/// <summary>Has output that is brought to the store only while its job runs.</summary>
internal interface IOutputSource
{
    /// <summary>
    /// Records what is new, if this recorder is still its job's. Called by the flusher: must not wait for the job.
    /// </summary>
    void Bring(OutputRecorder recorder);
}
