using RepoTickets.LogTriage;

namespace RepoTickets.Samples.LogTriage;

/// <summary>A bar of progress on a terminal, nothing elsewhere. It goes to standard error, so that what is written can be kept.</summary>
internal sealed class Screen : IProgress<TriageProgress>
{
    private const int Cells = 30;

    private readonly bool _isTerminal = !Console.IsErrorRedirected;

    public void Report(TriageProgress value)
    {
        if (!_isTerminal)
        {
            return;
        }

        var figures = value.Statistics;
        var filled = figures.Groups == 0 ? 0 : (int)(Cells * figures.Processed / figures.Groups);
        var reading = value.IsReading ? "reading" : "       ";
        Console.Error.Write(
            $"\r[{new string('#', filled)}{new string('.', Cells - filled)}] {figures.Received:N0} records, {figures.Processed}/" +
            $"{figures.Groups} faults {reading}");
    }

    internal void Finish()
    {
        if (_isTerminal)
        {
            Console.Error.WriteLine();
        }
    }
}
