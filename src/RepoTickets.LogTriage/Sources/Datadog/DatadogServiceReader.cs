using System.Threading.Channels;

namespace RepoTickets.LogTriage.Datadog;

/// <summary>Reads the pages of one service, one page ahead of whoever takes the records. For one taker.</summary>
internal sealed class DatadogServiceReader
{
    private readonly Channel<DatadogPage> _pages = Channel.CreateBounded<DatadogPage>(1);
    private readonly Action<RejectedRecord>? _rejected;
    private DatadogPage? _page;
    private int _next;

    internal DatadogServiceReader(Action<RejectedRecord>? rejected) => _rejected = rejected;

    /// <summary>The next record; null at the end, whichever it is.</summary>
    internal LogEntry? Head { get; private set; }

    /// <summary>Why the end is not the end; null when it is.</summary>
    internal LogSourceIncompleteException? Failure { get; private set; }

    /// <summary>
    /// Fetches until the end. Never throws but for cancellation: what went wrong is the taker's to see, after the records before it.
    /// </summary>
    internal async Task FetchAsync(DatadogClient client, DatadogSearch search, int maximumPages, CancellationToken cancellationToken)
    {
        try
        {
            string? cursor = null;
            for (var number = 1; ; number++)
            {
                var page = await client.SearchAsync(search, cursor, number, cancellationToken).ConfigureAwait(false);
                var isStuck = page.Next is not null && page.Next == cursor;
                if (page.Next is not null && (number == maximumPages || isStuck))
                {
                    var reason = isStuck
                        ? $"Page {number} of service {search.Name} names itself as the next."
                        : $"Service {search.Name} has more than {maximumPages} pages; raise {nameof(DatadogOptions.MaximumPages)} or go " +
                            "on from the last position.";
                    page = page with { Next = null, Incomplete = new(reason) };
                }

                await _pages.Writer.WriteAsync(page, cancellationToken).ConfigureAwait(false);
                if (page.Next is null)
                {
                    _pages.Writer.Complete();
                    return;
                }

                cursor = page.Next;
            }
        }
        catch (LogSourceIncompleteException error)
        {
            await _pages.Writer.WriteAsync(new([], [], null, error), cancellationToken).ConfigureAwait(false);
            _pages.Writer.Complete();
        }
        catch (Exception error)
        {
            _pages.Writer.TryComplete(error);
            throw;
        }
    }

    /// <summary>Sets <see cref="Head"/> to the next record.</summary>
    internal async ValueTask MoveNextAsync(CancellationToken cancellationToken)
    {
        while (_page is null || _next >= _page.Entries.Count)
        {
            Failure ??= _page?.Incomplete;
            if (!await _pages.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                Head = null;
                return;
            }

            _page = await _pages.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            _next = 0;
            if (_page.IsPartial)
            {
                // Before its first record is given: no position may go beyond what may be missing in it.
                Failure ??= _page.Incomplete;
            }

            foreach (var record in _page.Rejected)
            {
                _rejected?.Invoke(record);
            }
        }

        Head = _page.Entries[_next++];
    }
}
