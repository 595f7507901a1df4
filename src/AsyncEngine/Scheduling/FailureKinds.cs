using System.Data.Common;

namespace AsyncEngine.Scheduling;

/// <summary>Tells kinds of failures apart. Pure.</summary>
internal static class FailureKinds
{
    /// <summary>The kind of an exception that left a call.</summary>
    public static FailureKind Of(Exception exception) => exception switch
    {
        AsyncEngineException engine => Of(engine.ErrorId),
        DbException { IsTransient: true } => FailureKind.Conflict,
        AggregateException { InnerExceptions: [var only] } => Of(only),
        _ => FailureKind.Ordinary,
    };

    /// <summary>The kind of an error that is known by its id.</summary>
    public static FailureKind Of(string errorId) => errorId switch
    {
        ErrorIds.StoreBusy or ErrorIds.StateConflict => FailureKind.Conflict,
        ErrorIds.StoreUnavailable => FailureKind.Disconnect,
        ErrorIds.MethodNotFound or ErrorIds.ScriptInvalid
            or ErrorIds.PayloadTooLarge or ErrorIds.PayloadNotSerializable => FailureKind.Hopeless,
        _ => FailureKind.Ordinary,
    };
}
