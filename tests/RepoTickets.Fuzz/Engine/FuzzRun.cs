using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace RepoTickets.Fuzz.Engine;

/// <summary>What a run came to.</summary>
internal sealed record FuzzResult(
    string Target,
    int Seed,
    long Inputs,
    TimeSpan Elapsed,
    TimeSpan LongestTime,
    long LongestTimeInput,
    long MostAllocated,
    long MostAllocatedInput,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyList<FuzzFinding> Findings);

/// <summary>Runs many inputs against one target.</summary>
internal static class FuzzRun
{
    /// <summary>
    /// The usual size of a program's main stack is 8 MiB, that of a pool's thread 1.5: what recurses without bound shows sooner here.
    /// </summary>
    private const int StackSize = 1024 * 1024;

    private const int MaximumFindings = 20;

    /// <summary>The input with this number.</summary>
    internal static byte[] MakeInput(FuzzTarget target, int seed, long index)
    {
        var input = target.Make(
            new Random(unchecked((int)(((ulong)(uint)seed * 0x9E3779B97F4A7C15) ^ ((ulong)index * 0xBF58476D1CE4E5B9) >> 13))));
        return input.Length <= FuzzTarget.MaximumLength ? input : input[..FuzzTarget.MaximumLength];
    }

    /// <summary>Runs the inputs from <paramref name="first"/> on, on a thread of its own.</summary>
    /// <param name="target">The parser.</param>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="inputs">How many.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="budget">Stop when it has taken so long; null for never.</param>
    /// <param name="each">Told the number of each input before it is run.</param>
    internal static FuzzResult Run(
        FuzzTarget target, int seed, long inputs, long first = 0, TimeSpan? budget = null, Action<long>? each = null)
    {
        FuzzResult? result = null;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = RunHere(target, seed, inputs, first, budget, each);
                }
                catch (Exception exception)
                {
                    error = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        error?.Throw();
        return result!;
    }

    private static FuzzResult RunHere(FuzzTarget target, int seed, long inputs, long first, TimeSpan? budget, Action<long>? each)
    {
        using var watch = new HangWatch($"Parser {target.Name}, seed {seed}");
        var clock = Stopwatch.StartNew();
        var outcomes = new Dictionary<string, long>(StringComparer.Ordinal);
        var findings = new Dictionary<string, FuzzFinding>(StringComparer.Ordinal);
        var (longest, longestInput, most, mostInput) = (TimeSpan.Zero, -1L, 0L, -1L);
        var index = first;
        for (; index < first + inputs && (budget is null || clock.Elapsed < budget); index++)
        {
            each?.Invoke(index);
            watch.Begin(index);
            var input = MakeInput(target, seed, index);
            var measure = FuzzProbe.Run(target, input);
            if (measure.Failure is { } failure && findings.Count < MaximumFindings && !findings.ContainsKey(failure.Signature))
            {
                var (smaller, same) = Minimizer.Run(target, input, failure);
                findings[failure.Signature] = new(target.Name, seed, index, smaller, same);
            }

            var outcome = measure.Failure is null ? measure.Outcome : "failed";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;

            // The first inputs pay for compiling.
            if (index - first >= 200 || inputs < 200)
            {
                (longest, longestInput) = measure.Time > longest ? (measure.Time, index) : (longest, longestInput);
                (most, mostInput) = measure.Allocated > most ? (measure.Allocated, index) : (most, mostInput);
            }
        }

        return new(target.Name, seed, index - first, clock.Elapsed, longest, longestInput, most, mostInput, outcomes, [.. findings.Values]);
    }
}
