using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Progress;
using RepoTickets.LogTriage;

namespace RepoTickets.CommandLine.Triage;

/// <summary>How far a run is, on standard error of a terminal; nothing elsewhere, and nothing where log lines go there.</summary>
internal sealed class TriageProgressLine(Terminal terminal, bool isLogging) : IProgress<TriageProgress>, IDisposable
{
    private readonly ErasableLine? _line = terminal.ErrorIsTerminal && !isLogging ? new(terminal.Error, terminal.ErrorWidth) : null;

    public void Report(TriageProgress value)
    {
        var figures = value.Statistics;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Received:N0} records, {figures.Processed}/{figures.Groups} faults{(value.IsReading ? ", reading" : "")}");
        _line?.Write($"{ProgressText.Bar(figures.Processed, figures.Groups)} {text}", text);
    }

    internal void Clear() => _line?.Erase();

    public void Dispose() => Clear();
}
