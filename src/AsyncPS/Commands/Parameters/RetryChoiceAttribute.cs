namespace AsyncPS.Commands.Parameters;

/// <summary>Lets -RetryPolicy take the name of a policy, or a script that decides.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RetryChoiceAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            ScriptBlock script => script,
            RetryPolicy policy when Names.Contains(policy.ToString()) => policy,
            string name when Names.Contains(name, StringComparer.OrdinalIgnoreCase) =>
                Enum.Parse<RetryPolicy>(name, ignoreCase: true),
            var other => throw new ArgumentTransformationMetadataException(
                $"'{other}' is no retry policy. Give {string.Join(", ", Names)}, or a script block that decides."),
        };

    /// <summary>The policies that have a name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [nameof(RetryPolicy.Common), nameof(RetryPolicy.Forever), nameof(RetryPolicy.Never)];
}
