using System.CommandLine;
using RepoTickets.CommandLine.Progress;

namespace RepoTickets.CommandLine.Frame;

/// <summary>One run of one command: its arguments, where it writes, and the store it works on.</summary>
internal sealed class Invocation(CommandFrame frame, ParseResult parsed, CancellationToken cancellationToken) : IAsyncDisposable
{
    private Session? _session;

    internal CancellationToken CancellationToken { get; } = cancellationToken;

    internal Terminal Terminal => frame.Terminal;

    internal TextWriter Output => frame.Terminal.Output;

    /// <summary>The store and what is built on it; nothing is opened before it is asked for.</summary>
    internal Session Session => _session ??= new(RepositoryLocator.Locate(GivenRepository, Terminal), Terminal);

    internal string? GivenRepository => parsed.GetValue(frame.Repository) ?? NullIfEmpty(Terminal.Environment("TICKETS_REPO"));

    internal bool AnswersYes => parsed.GetValue(frame.Yes);

    internal T? Get<T>(Option<T> option) => parsed.GetValue(option);

    internal T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>The option stands in the arguments, whatever its value.</summary>
    internal bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    internal ValueTask<ITicketStore> StoreAsync() => Session.GetStoreAsync(CancellationToken);

    /// <summary>The store, to be changed: sees to it that the event log has what follows.</summary>
    internal async ValueTask<ITicketStore> StoreForChangeAsync()
    {
        await Session.BeginEventLogAsync(CancellationToken).ConfigureAwait(false);
        return await StoreAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="Frame.Session.ShowProgressAsync{T}"/>
    internal ValueTask<T> ShowProgressAsync<T>(string what, Func<ProgressLine?, ValueTask<T>> run) => Session.ShowProgressAsync(what, run);

    /// <summary>All documents of a kind, which are read one by one.</summary>
    internal async ValueTask<DocumentList<TDocument>> ListAsync<TDocument>()
        where TDocument : Document
    {
        var store = await StoreAsync().ConfigureAwait(false);
        return await ShowProgressAsync("reading files", _ => store.ListAsync<TDocument>(CancellationToken)).ConfigureAwait(false);
    }

    /// <summary>A line for people, beside the results.</summary>
    internal void Note(string text) => Terminal.Error.WriteLine(text);

    /// <summary>Asks before something that cannot be taken back.</summary>
    /// <exception cref="CommandFailedException">Nobody is there to answer, or the answer was no.</exception>
    internal async ValueTask ConfirmAsync(string question)
    {
        if (AnswersYes)
        {
            return;
        }

        if (!Terminal.CanAsk)
        {
            throw CommandFailedException.Usage($"{question} Nobody is there to answer: give --yes.");
        }

        Terminal.Error.Write($"{question} [y/N] ");

        // Reading from a terminal cannot be cancelled, but waiting for it can: Ctrl-C is not kept waiting for an answer.
        var reading = Task.Run(Terminal.Input.ReadLine, CancellationToken.None);
        try
        {
            await reading.WaitAsync(CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What is said next does not go into the line of the question.
            Terminal.Error.WriteLine();
            throw;
        }

        var answer = (await reading.ConfigureAwait(false))?.Trim();
        if (answer is null ||
            !(answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase)))
        {
            throw new CommandFailedException(ExitCodes.Failure, "Nothing was done.");
        }
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
