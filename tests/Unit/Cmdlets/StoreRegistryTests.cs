using AsyncEngine;
using AsyncEngine.Jobs;
using AsyncPS.Session;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Unit.Cmdlets;

public sealed class StoreRegistryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("registry-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly StoreRegistry _registry;
    private int _opened;

    public StoreRegistryTests() => _registry = new StoreRegistry(Open, _time);

    private StoreAddress Address => new(Path.Combine(_folder, "jobs.db"));

    private bool IsOpen => File.Exists(Address.Path + "-wal");

    public void Dispose()
    {
        _registry.CloseAll();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Lease_OpensOnce_WhenSeveralAskAtOnce()
    {
        var leases = new StoreLease[8];
        Parallel.For(0, leases.Length, index => leases[index] = _registry.Lease(Address));
        Assert.Equal(1, _opened);
        Assert.All(leases, lease => Assert.Same(leases[0].Store, lease.Store));
    }

    [Fact]
    public void Release_KeepsItOpenForAMoment_AndThenCloses()
    {
        _registry.Lease(Address).Dispose();
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(IsOpen);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(IsOpen);
    }

    [Fact]
    public void Lease_KeepsItOpen_WhenItWasJustLetGo()
    {
        _registry.Lease(Address).Dispose();
        _time.Advance(TimeSpan.FromSeconds(4));
        using var again = _registry.Lease(Address);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(IsOpen);
        Assert.Equal(1, _opened);
    }

    [Fact]
    public void Release_DoesNotClose_WhileSomebodyElseUsesIt()
    {
        using var other = _registry.Lease(Address);
        var lease = _registry.Lease(Address);
        lease.Dispose();
        lease.Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(IsOpen);
    }

    [Fact]
    public void CloseIdle_ClosesAtOnce_WhatNobodyUses()
    {
        using (_registry.Lease(Address))
        {
            _registry.CloseIdle(Address);
            Assert.True(IsOpen);
        }

        _registry.CloseIdle(Address);
        Assert.False(IsOpen);
    }

    [Fact]
    public void Lease_TriesAnew_AfterAFailure()
    {
        File.WriteAllText(Address.Path, new string('x', 10_000));
        Assert.Throws<AsyncEngineException>(() => _registry.Lease(Address));
        File.Delete(Address.Path);
        using var lease = _registry.Lease(Address);
        Assert.True(IsOpen);
        Assert.Equal(2, _opened);
    }

    [Fact]
    public void Find_JoinsAnOpenStore_ByItsInside()
    {
        using var lease = _registry.Lease(Address);
        using (var found = _registry.Find(lease.Store.Storage))
        {
            Assert.Same(lease.Store, found!.Store);
        }

        lease.Dispose();
        _registry.CloseIdle();
        Assert.Null(_registry.Find(lease.Store.Storage));
    }

    private AsyncStore Open(StoreAddress address)
    {
        Interlocked.Increment(ref _opened);
        return StoreOpener.Open(address);
    }
}
