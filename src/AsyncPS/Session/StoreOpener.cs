using AsyncEngine;
using AsyncPS.Errors;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Session;

/// <summary>Opens stores the way the cmdlets need them.</summary>
internal static class StoreOpener
{
    public static AsyncStore Open(StoreAddress address)
    {
        if (StoreAddress.IsConnectionString(address.Path))
        {
            throw Refusals.PostgresNotSupported();
        }

        return AsyncStore.Open(address.Path, new StoreOptions
        {
            Durability = (AsyncEngine.Durability)address.Durability,
            Codec = ScriptValues.Codec,
        });
    }
}
