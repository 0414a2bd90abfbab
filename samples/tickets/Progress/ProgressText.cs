using System.Globalization;

namespace RepoTickets.CommandLine.Progress;

/// <summary>How a step reads: <c>[#####...............] 5,000 of 20,000, checking files, 2 s</c>.</summary>
internal static class ProgressText
{
    private const int Cells = 20;

    internal static string Of(ProgressStep step, TimeSpan elapsed) => step.Total <= 0
        ? WithoutBar(step, elapsed)
        : $"{Bar(step.Done, step.Total)} {WithoutBar(step, elapsed)}";

    /// <summary>For a narrow terminal.</summary>
    internal static string WithoutBar(ProgressStep step, TimeSpan elapsed) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(step.Total > 0 ? $"{step.Done:N0} of {step.Total:N0}, " : "")}{step.What}, {(long)elapsed.TotalSeconds} s");

    /// <param name="done">How many are done; more than all where more have come meanwhile.</param>
    /// <param name="total">How many there were.</param>
    internal static string Bar(long done, long total)
    {
        var filled = total <= 0 ? 0 : (int)(Cells * Math.Clamp(done, 0, total) / total);
        return $"[{new string('#', filled)}{new string('.', Cells - filled)}]";
    }
}
