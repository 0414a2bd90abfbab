using System.Diagnostics;
using RepoTickets.Benchmarks.Data;
using RepoTickets.Benchmarks.Results;
using RepoTickets.Storage;

namespace RepoTickets.Benchmarks.Soak;

/// <summary>
/// Several processes on one store, of which one after the other is killed and replaced, until the time is over; then everything is checked.
/// </summary>
internal sealed class SoakRun(string folder, double minutes, int processes, int seed, int pace)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(15);

    private readonly SoakFindings _findings = new();
    private readonly CounterLedger _counters = new();
    private readonly Random _random = new(seed);
    private readonly List<SoakSample> _samples = [];
    private readonly Stopwatch _clock = new();
    private List<SoakSlot> _slots = [];
    private int _kills;
    private int _stops;

    private long Acknowledged => _slots.Sum(static slot => slot.Ledger.Acknowledged) + _counters.Counted;

    internal async Task<SoakResult> RunAsync()
    {
        await PrepareAsync();
        _slots = [.. Enumerable.Range(0, processes).Select(number => new SoakSlot(number, folder, seed, pace, _counters, _findings))];
        try
        {
            await Task.WhenAll(_slots.Select(static slot => slot.StartAsync()));
            await LoadAsync();
            Sample();
            await Task.WhenAll(_slots.Select(static slot => slot.StopAsync()));
        }
        finally
        {
            foreach (var slot in _slots)
            {
                await slot.DisposeAsync();
            }
        }

        var checks = new SoakChecks(folder, _findings);
        await checks.RunAsync([.. _slots.Select(static slot => slot.Ledger)], _counters);
        return Tell(checks);
    }

    private async Task PrepareAsync()
    {
        await using var store = await TicketStore.OpenAsync(
            new StorageOptions { RepositoryPath = folder, CreateIfMissing = true, IdScheme = TicketIdScheme.PrefixNumber });
        static DocumentChange Make(string label, int number) =>
            DocumentChange.Create(new Ticket { Title = $"{label} {number}", Description = "0", Labels = [label] });
        await store.CommitAsync(new(
        [
            .. Enumerable.Range(0, SoakPlan.Counters).Select(static number => Make(SoakPlan.CounterLabel, number)),
            .. Enumerable.Range(0, SoakPlan.Claimed).Select(static number => Make(SoakPlan.ClaimLabel, number)),
        ]));
    }

    private async Task LoadAsync()
    {
        _clock.Start();
        var end = TimeSpan.FromMinutes(minutes);
        var (nextKill, nextSample) = (TimeSpan.FromSeconds(5), TimeSpan.Zero);
        while (_clock.Elapsed < end)
        {
            foreach (var slot in _slots)
            {
                slot.Listen();
                await slot.ReplaceIfEndedAsync();
            }

            if (_clock.Elapsed >= nextSample)
            {
                Sample();
                nextSample += SampleInterval;
            }

            if (_clock.Elapsed >= nextKill)
            {
                await EndSomeAsync();
                nextKill = _clock.Elapsed + TimeSpan.FromMilliseconds(_random.Next(2_000, 9_000));
            }

            await Task.Delay(50);
        }
    }

    /// <summary>One dies, or two at once, or one ends in good order. The first slot is spared: its memory is watched.</summary>
    private async Task EndSomeAsync()
    {
        var dice = _random.Next(10);
        var chosen = _slots.Skip(1).OrderBy(_ => _random.Next()).Take(dice < 3 ? 2 : 1).ToList();
        if (dice == 9)
        {
            await chosen[0].StopAsync();
            _stops++;
        }
        else
        {
            await Task.WhenAll(chosen.Select(static slot => slot.KillAsync()));
            _kills += chosen.Count;
        }

        await Task.WhenAll(chosen.Select(static slot => slot.StartAsync()));
    }

    private void Sample()
    {
        var elder = _slots[0];
        var figures = elder.Figures ?? default;
        var (journal, files) = DiskFigures.Of(folder);
        _samples.Add(new(
            Math.Round(_clock.Elapsed.TotalSeconds, 1), Math.Round(figures.ResidentBytes / 1e6, 1), Math.Round(
                elder.ManagedMegabytes, 1), figures.Handles,
            figures.Threads, Math.Round(journal / 1e6, 2), files, _kills, Acknowledged));
    }

    private SoakResult Tell(SoakChecks checks) => new(
        "soak",
        DateTimeOffset.UtcNow,
        Machine.Describe(RunFolder.CreateFolder()),
        seed,
        minutes,
        processes,
        _kills,
        _stops,
        checks.Position,
        _slots.Sum(static slot => slot.Ledger.Acknowledged),
        _slots.Sum(static slot => slot.Ledger.Documents),
        _counters.Counted,
        _counters.Outrun,
        _slots.Sum(static slot => slot.Reads),
        _slots.Sum(static slot => slot.Ledger.FoundDone),
        _slots.Sum(static slot => slot.Ledger.FoundUndone),
        checks.Tickets,
        SoakChecks.Texts,
        _findings.Count,
        _findings.Texts,
        _samples);
}
