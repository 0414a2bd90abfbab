using RepoTickets.LogTriage.Jira.Adf;

namespace RepoTickets.LogTriage.Jira;

/// <summary>Files tickets in Jira Cloud and finds them again by their marker, which is a label. Thread-safe.</summary>
internal sealed class JiraTicketSink(JiraClient client, JiraOptions options) : ITicketSink
{
    private static readonly string[] MarkerFields = ["summary", "status", "created", "labels"];
    private static readonly string[] TextFields = ["summary", "status", "created", "description"];

    private readonly RecentIssues _recent = new();

    public string Name { get; } = $"jira:{options.BaseAddress.Authority}/{options.ProjectKey}";

    public TimeSpan SearchLag => options.SearchLag;

    public async ValueTask<IReadOnlyList<FiledTicket>> FindByMarkerAsync(string marker, CancellationToken cancellationToken = default)
    {
        CheckMarker(marker);
        var result = await client.SearchAsync(
            Jql.ByLabel(options.ProjectKey, marker),
            MarkerFields,
            options.SearchMaximumResults,
            _recent.With(marker),
            cancellationToken).ConfigureAwait(false);

        // Searching a label ignores case in some settings; a marker is exact.
        return [.. result.Issues.Where(issue => issue.Labels.Contains(marker, StringComparer.Ordinal)).Select(ToTicket)];
    }

    public async ValueTask<IReadOnlyList<FiledTicket>> FindSimilarAsync(
        LogGroup group, LogAnalysis analysis, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var words = Jql.Words(analysis.Title, group.First.ExceptionType, group.CanonicalText);
        if (words.Count == 0)
        {
            return [];
        }

        var result = await client.SearchAsync(
            Jql.ByWords(options.ProjectKey, options.SearchWindowDays, words),
            TextFields,
            Math.Min(limit, options.SearchMaximumResults),
            _recent.All(),
            cancellationToken).ConfigureAwait(false);
        return [.. result.Issues.Where(static issue => !issue.IsClosed).Select(ToTicket)];
    }

    public async ValueTask<FiledTicket> CreateAsync(TicketDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        CheckMarker(draft.Marker);
        var fields = JiraDraft.ToFields(draft, options);
        var (id, key) = await client.CreateAsync(fields, cancellationToken).ConfigureAwait(false);
        _recent.Add(draft.Marker, id);
        return new(key, IsClosed: false, (string)fields["summary"]!, Address: AddressOf(key));
    }

    public async ValueTask CommentAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default) =>
        await client.CommentAsync(ticketKey, MarkdownToAdf.Convert(markdown), cancellationToken).ConfigureAwait(false);

    public async ValueTask ReopenAsync(string ticketKey, string markdown, CancellationToken cancellationToken = default)
    {
        // Whoever opened it in the meantime, an earlier attempt among them, has done what is wanted.
        var issue = await client.GetAsync(ticketKey, cancellationToken).ConfigureAwait(false);
        if (issue.IsClosed)
        {
            var transitions = await client.GetTransitionsAsync(ticketKey, cancellationToken).ConfigureAwait(false);
            var way = JiraTransition.WayBack(transitions, options.ReopenTo) ?? throw new SinkRejectedException(
                $"{ticketKey} cannot be reopened: its workflow offers {Names(transitions)}, none of which leads to an open status. " +
                "Add such a transition, or let a new ticket be linked instead.");
            await client.TransitionAsync(ticketKey, way.Id, cancellationToken).ConfigureAwait(false);
        }

        if (options.ReopenedLabel is { } label)
        {
            await client.AddLabelsAsync(ticketKey, [label], cancellationToken).ConfigureAwait(false);
        }

        await CommentAsync(ticketKey, markdown, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask LinkAsync(string ticketKey, string earlierKey, CancellationToken cancellationToken = default) =>
        await client.LinkAsync(options.LinkType, ticketKey, earlierKey, cancellationToken).ConfigureAwait(false);

    private static string Names(IReadOnlyList<JiraTransition> transitions) => transitions.Count == 0
        ? "no transition"
        : string.Join(", ", transitions.Take(10).Select(static transition => $"'{DisplayText.Escape(transition.Name)}'"));

    private static void CheckMarker(string marker)
    {
        ArgumentException.ThrowIfNullOrEmpty(marker);
        if (marker.Length > 255 || !marker.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            throw new ArgumentException(
                $"The marker '{DisplayText.Escape(marker)}' is not made of letters, digits and hyphens.",
                nameof(marker));
        }
    }

    private FiledTicket ToTicket(JiraIssue issue) =>
        new(issue.Key, issue.IsClosed, issue.Summary, issue.Description, AddressOf(issue.Key), issue.Created);

    private Uri AddressOf(string key) => new(options.BaseAddress, $"browse/{key}");
}
