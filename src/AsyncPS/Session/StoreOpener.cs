using AsyncEngine;
using AsyncEngine.Diagnostics.Sinks;
using AsyncPS.Scripting.Values;

namespace AsyncPS.Session;

/// <summary>Opens stores the way the cmdlets need them.</summary>
internal static class StoreOpener
{
    public static AsyncStore Open(StoreAddress address) => AsyncStore.Open(address.Path, new StoreOptions
    {
        Durability = (AsyncEngine.Durability)address.Durability,
        Schema = address.Schema,
        TimeProvider = (TimeProvider?)TestStores.Shared.FindClock(address) ?? TimeProvider.System,
        Log = LogHub.Shared.MakeChild(),
        Codec = ScriptValues.Codec,
    });
}
