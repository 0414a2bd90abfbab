using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Frame;

internal sealed partial class Session
{
    private ProgressLine? _line;

    /// <summary>Does something that may take longer than a second, and shows that it goes on where somebody looks on.</summary>
    /// <param name="what">What is being done, in a few words.</param>
    /// <param name="run">Does it; the line, where there is one, can be told how far it is.</param>
    internal async ValueTask<T> ShowProgressAsync<T>(string what, Func<ProgressLine?, ValueTask<T>> run)
    {
        // A part of something has no line beside that of the whole. Where there is a log, its lines tell what goes on, and would go into
        // this one.
        if (_line is not null || !terminal.ErrorIsTerminal || LogSettings.IsOn)
        {
            return await run(_line).ConfigureAwait(false);
        }

        using var line = _line = ProgressLine.Begin(terminal, what);
        try
        {
            return await run(line).ConfigureAwait(false);
        }
        finally
        {
            _line = null;
        }
    }

    /// <summary>The same for what has no result.</summary>
    internal async ValueTask ShowProgressAsync(string what, Func<ValueTask> run) =>
        await ShowProgressAsync(what, async _ =>
        {
            await run().ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
}
