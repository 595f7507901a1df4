namespace AsyncPS;

/// <summary>What a commit waits for.</summary>
public enum Durability
{
    /// <summary>Until the disk has the data: nothing acknowledged is lost, even by a power cut.</summary>
    Full,

    /// <summary>Until the operating system has it: a power cut may lose the last moments.</summary>
    Normal,
}
