using System.Diagnostics;

namespace RepoTickets.Fuzz.Engine;

/// <summary>Makes a failing input smaller: takes parts out, halves first, and keeps what still fails alike.</summary>
internal static class Minimizer
{
    private const int MaximumTries = 3_000;
    private static readonly TimeSpan MaximumTime = TimeSpan.FromSeconds(30);

    internal static (byte[] Input, FuzzFailure Failure) Run(FuzzTarget target, byte[] input, FuzzFailure failure)
    {
        var clock = Stopwatch.StartNew();
        var tries = 0;
        var goesOn = true;
        while (goesOn)
        {
            goesOn = false;
            for (var size = Math.Max(1, input.Length / 2); size >= 1; size /= 2)
            {
                for (var start = 0; start < input.Length;)
                {
                    if (++tries > MaximumTries || clock.Elapsed > MaximumTime)
                    {
                        return (input, failure);
                    }

                    byte[] smaller = [.. input.AsSpan(0, start), .. input.AsSpan(Math.Min(input.Length, start + size))];
                    if (FuzzProbe.Run(target, smaller).Failure is { } same && same.Signature == failure.Signature)
                    {
                        (input, failure, goesOn) = (smaller, same, true);
                    }
                    else
                    {
                        start += size;
                    }
                }
            }
        }

        return (input, failure);
    }
}
