using System.Diagnostics;
using System.Globalization;

namespace RepoTickets.Fuzz.Engine;

/// <summary>What one input did.</summary>
internal readonly record struct FuzzMeasure(string Outcome, TimeSpan Time, long Allocated, FuzzFailure? Failure);

/// <summary>Runs single inputs and measures them.</summary>
internal static class FuzzProbe
{
    /// <summary>
    /// Compiling, collecting garbage and first uses count for whoever is at hand, so what is over a bound must be so in every one of these.
    /// </summary>
    private const int Repetitions = 4;

    internal static FuzzMeasure Run(FuzzTarget target, byte[] input)
    {
        var measure = RunOnce(target, input);
        for (var again = 1; again < Repetitions && measure.Failure is { Signature: "time" or "allocation" }; again++)
        {
            var other = RunOnce(target, input);
            measure = other with
            {
                Time = other.Time < measure.Time ? other.Time : measure.Time,
                Allocated = Math.Min(other.Allocated, measure.Allocated),
            };
        }

        return measure;
    }

    private static FuzzMeasure RunOnce(FuzzTarget target, byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = ThreadClock.Now;
        var outcome = "";
        FuzzFailure? failure = null;
        try
        {
            outcome = target.Check(input);
        }
        catch (Exception exception)
        {
            failure = Describe(exception);
        }

        var time = ThreadClock.Now - started;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new(outcome, time, allocated, failure ?? FindExcess(target, input, time, allocated));
    }

    private static FuzzFailure? FindExcess(FuzzTarget target, byte[] input, TimeSpan time, long allocated)
    {
        if (time > FuzzTarget.TimeLimit)
        {
            return new("time", string.Create(
                CultureInfo.InvariantCulture,
                $"{input.Length} bytes took {time.TotalMilliseconds:0} ms; at most {FuzzTarget.TimeLimit.TotalMilliseconds} are allowed."),
                "");
        }

        var most = target.AllocationFloor + (target.AllocationPerByte * input.Length);
        return allocated <= most ? null : new("allocation", string.Create(
            CultureInfo.InvariantCulture, $"{input.Length} bytes allocated {allocated:N0} bytes; at most {most:N0} are allowed."), "");
    }

    private static FuzzFailure Describe(Exception exception)
    {
        var frame = new StackTrace(exception).GetFrames()
            .Select(static frame => frame.GetMethod())
            .FirstOrDefault(static method => method?.DeclaringType?.FullName?.StartsWith("RepoTickets.", StringComparison.Ordinal) == true);
        var place = frame is null ? "" : $" in {frame.DeclaringType!.Name}.{frame.Name}";
        return new(exception.GetType().Name + place, $"{exception.GetType().Name}{place}: {exception.Message}", exception.ToString());
    }
}
