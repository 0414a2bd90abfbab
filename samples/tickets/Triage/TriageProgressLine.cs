using System.Globalization;
using RepoTickets.CommandLine.Frame;
using RepoTickets.LogTriage;

namespace RepoTickets.CommandLine.Triage;

/// <summary>How far a run is, on standard error of a terminal; nothing elsewhere.</summary>
internal sealed class TriageProgressLine(Terminal terminal) : IProgress<TriageProgress>, IDisposable
{
    private const int Cells = 30;

    private int _length;

    public void Report(TriageProgress value)
    {
        if (!terminal.ErrorIsTerminal)
        {
            return;
        }

        var figures = value.Statistics;
        var filled = figures.Groups == 0 ? 0 : (int)(Cells * figures.Processed / figures.Groups);
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"[{new string('#', filled)}{new string('.', Cells - filled)}] {figures.Received:N0} records, {figures.Processed}/" +
            $"{figures.Groups} faults{(value.IsReading ? ", reading" : "")}");
        terminal.Error.Write($"\r{line.PadRight(_length)}");
        _length = line.Length;
    }

    internal void Clear()
    {
        if (_length > 0)
        {
            terminal.Error.Write($"\r{new string(' ', _length)}\r");
            _length = 0;
        }
    }

    public void Dispose() => Clear();
}
