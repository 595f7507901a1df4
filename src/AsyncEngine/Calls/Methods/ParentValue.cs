using AsyncEngine.Calls.Values;

namespace AsyncEngine.Calls.Methods;

/// <summary>What a callback's method gets for its parent's outcome.</summary>
internal static class ParentValue
{
    /// <summary>
    /// By the parameter's type: all of it (<see cref="ParentResult"/>), the error, or the result as that type.
    /// </summary>
    public static object? Of(ParentOutcome? parent, Type type, ValueCodec codec)
    {
        if (parent is null)
        {
            throw new AsyncEngineException(
                ErrorIds.ArgumentInvalid, "The method takes a parent's outcome, but it does not run as a callback.");
        }

        if (type == typeof(ParentResult))
        {
            return new ParentResult(parent, codec);
        }

        if (type == typeof(JobError))
        {
            return parent.Error;
        }

        // A method for the result that runs after a failure (OnCompleted) sees "no result".
        return parent.Outcome == JobOutcome.Succeeded || !parent.Result.IsEmpty
            ? codec.Decode(parent.Result, type)
            : type.IsValueType ? Activator.CreateInstance(type) : null;
    }
}
