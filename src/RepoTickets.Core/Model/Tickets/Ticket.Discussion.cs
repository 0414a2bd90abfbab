namespace RepoTickets;

public sealed partial record Ticket
{
    /// <summary>Adds a comment at the end; blanks around the text are dropped. The comment is <c>Comments[^1]</c> of the result.</summary>
    /// <exception cref="ArgumentException">The text is blank.</exception>
    public Ticket AddComment(string author, string email, string content, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(author);
        ArgumentNullException.ThrowIfNull(email);
        ArgumentException.ThrowIfNullOrWhiteSpace(content);
        var now = Instants.Now(time);
        var comment = new Comment
        {
            Id = ItemIds.Next(ids, Comments.Select(static existing => existing.Id)),
            Author = author,
            Email = email,
            Content = content.Trim(),
            CreatedAt = now,
        };
        return this with { Comments = Comments.Add(comment), UpdatedAt = now };
    }

    /// <summary>Adds an entry to the journal, at the end. An empty identifier and a time that is not set are filled in.</summary>
    /// <exception cref="ArgumentException">
    /// The text is blank, an effort is negative or not a number, the percentage is not within 0 to 100, or the identifier is taken.
    /// </exception>
    public Ticket AddJournalEntry(JournalEntry entry, IIdentifierGenerator ids, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentException.ThrowIfNullOrWhiteSpace(entry.Content);
        ThrowIfNotEffort(entry.EffortEstimateHours, nameof(entry));
        ThrowIfNotEffort(entry.EffortSpentHours, nameof(entry));
        if (entry.CompletionPercentage is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(entry), entry.CompletionPercentage, "The percentage must be within 0 to 100.");
        }

        var now = Instants.Now(time);
        var added = entry with
        {
            Id = ItemIds.Choose(entry.Id, ids, JournalEntries.Select(static existing => existing.Id)),
            Content = entry.Content.Trim(),
            CreatedAt = entry.CreatedAt == default ? now : entry.CreatedAt,
        };
        return this with { JournalEntries = JournalEntries.Add(added), UpdatedAt = now };
    }

    private static void ThrowIfNotEffort(double? hours, string parameter)
    {
        if (hours is { } value && !(double.IsFinite(value) && value >= 0))
        {
            throw new ArgumentOutOfRangeException(parameter, hours, "An effort must be a number of hours that is not negative.");
        }
    }
}
