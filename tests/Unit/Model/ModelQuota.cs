namespace Unit.Model;

/// <summary>A quota as the rules see it.</summary>
internal sealed class ModelQuota(string name)
{
    public string Name => name;

    /// <summary>Null: removed. It limits nothing and goes on counting (R131, R132).</summary>
    public int? Size { get; set; }

    public int Used { get; set; }

    public bool HasRoom => Size is not { } size || Used < size;

    /// <summary>Whether a claim ahead of a free worker leaves half of the slots alone.</summary>
    public bool HasRoomAhead => Size is not { } size || size - Used > size / 2;
}
