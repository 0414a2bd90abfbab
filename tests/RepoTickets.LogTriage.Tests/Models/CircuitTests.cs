using Microsoft.Extensions.Logging.Abstractions;
using RepoTickets.LogTriage.Models;

namespace RepoTickets.LogTriage.Tests.Models;

public sealed class CircuitTests
{
    private readonly JumpingTime _time = new(Timeout.InfiniteTimeSpan);

    [Fact]
    public void TryEnter_FailuresInARow_OpenAtTheThresholdOnly()
    {
        var circuit = Circuit(new());
        Fail(circuit);
        Fail(circuit);
        Succeed(circuit);
        Fail(circuit);
        Fail(circuit);
        Assert.Equal(CircuitState.Closed, circuit.State);
        Fail(circuit);
        Assert.Equal(CircuitState.Open, circuit.State);
        Assert.False(circuit.TryEnter(out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void TryEnter_AfterTheWait_AdmitsAsManyProbesAsAllowedThoughNoneHasEnded(int probes)
    {
        var circuit = Circuit(new() { FailureThreshold = 1, Probes = probes });
        Fail(circuit);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(circuit.TryEnter(out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        var admitted = Enumerable.Range(0, 100).Count(_ => circuit.TryEnter(out _));
        Assert.Equal(probes, admitted);
    }

    [Fact]
    public void Failed_Probe_OpensForAnotherWhole()
    {
        var circuit = Circuit(new() { FailureThreshold = 1 });
        Fail(circuit);
        _time.Advance(TimeSpan.FromSeconds(30));
        Fail(circuit);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(circuit.TryEnter(out _));
    }

    [Fact]
    public void Succeeded_CallFromBeforeTheFailures_ClosesNothing()
    {
        var circuit = Circuit(new() { FailureThreshold = 1, Probes = 1 });
        circuit.TryEnter(out var old);
        Fail(circuit);
        _time.Advance(TimeSpan.FromSeconds(30));
        circuit.TryEnter(out _);
        circuit.Succeeded(old);
        Assert.Equal(CircuitState.HalfOpen, circuit.State);
    }

    [Fact]
    public void Abandoned_Probe_GivesItsPlaceBack()
    {
        var circuit = Circuit(new() { FailureThreshold = 1, Probes = 1 });
        Fail(circuit);
        _time.Advance(TimeSpan.FromSeconds(30));
        circuit.TryEnter(out var probe);
        Assert.False(circuit.TryEnter(out _));
        circuit.Abandoned(probe);
        Assert.True(circuit.TryEnter(out _));
    }

    [Fact]
    public void TryEnter_SwitchedOff_NeverOpens()
    {
        var circuit = Circuit(new() { IsEnabled = false, FailureThreshold = 1 });
        for (var i = 0; i < 10; i++)
        {
            Fail(circuit);
        }

        Assert.True(circuit.TryEnter(out _));
    }

    private Circuit Circuit(CircuitOptions options) => new(options, _time, NullLogger.Instance);

    private static void Fail(Circuit circuit)
    {
        Assert.True(circuit.TryEnter(out var admission));
        circuit.Failed(admission);
    }

    private static void Succeed(Circuit circuit)
    {
        Assert.True(circuit.TryEnter(out var admission));
        circuit.Succeeded(admission);
    }
}
