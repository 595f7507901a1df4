namespace AsyncEngine;

/// <summary>What a commit waits for.</summary>
public enum Durability
{
    /// <summary>Until the disk has the data: nothing that was acknowledged is lost, even by a power cut.</summary>
    Full,

    /// <summary>Until the operating system has it: a killed process loses nothing, a power cut the last moments.</summary>
    Normal,
}
