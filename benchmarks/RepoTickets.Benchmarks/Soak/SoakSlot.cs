using System.Globalization;
using RepoTickets.Benchmarks.Processes;
using RepoTickets.Storage.Worker;
using RepoTickets.Tests;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>A place for one worker after the other, and what they said.</summary>
internal sealed class SoakSlot(
    int number, string folder, int seed, int pace, CounterLedger counters, SoakFindings findings) : IAsyncDisposable
{
    private WorkerProcess? _worker;
    private int _life;

    internal SlotLedger Ledger { get; } = new(number, findings);

    internal long Reads { get; private set; }

    internal double ManagedMegabytes { get; private set; }

    internal ProcessFigures? Figures => _worker is { } worker ? ProcessFigures.Of(worker.Id) : null;

    /// <summary>Starts the next worker, compares what it finds with what the last ones said, and lets it go.</summary>
    internal async Task StartAsync()
    {
        _life++;
        var values = FormattableString.Invariant(
            $"slot={number} life={_life} pace={pace} seed={(seed * 7_919) + (number * 1_000) + _life}");
        _worker = OwnProgram.Start("soak-worker", folder, values.Split(' '));
        var found = new Dictionary<string, SoakMark>(StringComparer.Ordinal);
        foreach (var line in await _worker.WaitForAsync("READY"))
        {
            if (line.Split(' ') is ["FOUND", var id, var stamp, var state])
            {
                found.Add(id, new(long.Parse(stamp, CultureInfo.InvariantCulture), Enum.Parse<ChurnState>(state)));
            }
            else if (line != "READY")
            {
                Hear(line);
            }
        }

        Ledger.Meet(found);
        _worker.Send("GO");
    }

    internal void Listen()
    {
        foreach (var line in _worker?.ReadArrived() ?? [])
        {
            Hear(line);
        }
    }

    /// <summary>A worker that ended without being told to is a finding, and its place is taken by another.</summary>
    internal async Task ReplaceIfEndedAsync()
    {
        if (_worker is { HasExited: true })
        {
            await EndAsync();
            findings.Add($"slot {number}: the worker of life {_life} ended by itself");
            await StartAsync();
        }
    }

    internal async Task KillAsync()
    {
        _worker!.Kill();
        await EndAsync();
    }

    /// <summary>Tells the worker to end, and hears it out.</summary>
    internal async Task StopAsync()
    {
        _worker!.Send("STOP");
        var (code, errors) = await _worker.GetEndAsync();
        await EndAsync();
        if (code != 0)
        {
            findings.Add($"slot {number}: the worker of life {_life} ended with {code}: {errors}");
        }
    }

    public ValueTask DisposeAsync() => _worker is null ? default : _worker.DisposeAsync();

    private async Task EndAsync()
    {
        foreach (var line in await _worker!.ReadToEndAsync())
        {
            Hear(line);
        }

        await _worker.DisposeAsync();
        _worker = null;
    }

    private void Hear(string line)
    {
        var words = line.Split(' ');
        switch (words)
        {
            case ["TRY", _, _]:
                Ledger.Try(words);
                break;
            case ["ACK", _, _]:
                Ledger.Acknowledge(words);
                break;
            case ["COUNTING", var id]:
                counters.Begin(id);
                break;
            case ["COUNTED", var id]:
                counters.Count(id);
                break;
            case ["OUTRUN", var id]:
                counters.Lose(id);
                break;
            case ["FIGURES", var managed, var reads, _]:
                ManagedMegabytes = long.Parse(managed, CultureInfo.InvariantCulture) / 1e6;
                Reads += long.Parse(reads, CultureInfo.InvariantCulture);
                break;
            case ["ENDED"]:
                break;
            default:
                findings.Add($"slot {number}: {line}");
                break;
        }
    }
}
