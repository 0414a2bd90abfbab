using RepoTickets.CommandLine.Printing;
using RepoTickets.CommandLine.Screen.Update;

namespace RepoTickets.CommandLine.Screen.Run;

/// <summary>Makes the changes that the screen wants made.</summary>
internal sealed class ScreenChanges(ITicketStore store, IIdentifierGenerator ids, TimeProvider time)
{
    internal async Task<ScreenMessage> DoAsync(ScreenEffect.Change change, CancellationToken cancellationToken) => change switch
    {
        ScreenEffect.Create create => await CreateAsync(create.Draft, cancellationToken).ConfigureAwait(false),
        ScreenEffect.Update update => await UpdateAsync(update.Edited, cancellationToken).ConfigureAwait(false),
        ScreenEffect.Comment comment => await CommentAsync(comment, cancellationToken).ConfigureAwait(false),
        ScreenEffect.Journal journal => await JournalAsync(journal, cancellationToken).ConfigureAwait(false),
        ScreenEffect.Time spent => await TimeAsync(spent, cancellationToken).ConfigureAwait(false),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "The screen does not know how to make this change."),
    };

    private async Task<ScreenMessage> CreateAsync(Ticket draft, CancellationToken cancellationToken)
    {
        var ticket = await store.CreateAsync(
            draft.Title,
            made => made with
            {
                Description = draft.Description,
                Priority = draft.Priority,
                Assignee = draft.Assignee,
                Labels = draft.Labels,
                EstimatedHours = draft.EstimatedHours,
                StoryPoints = draft.StoryPoints,
            },
            cancellationToken).ConfigureAwait(false);
        return new ScreenMessage.Saved(ticket.Id, $"Created {ticket.Id}.", IsNew: true);
    }

    /// <summary>In the version that was edited, and in no other: a conflict goes to the user.</summary>
    private async Task<ScreenMessage> UpdateAsync(Ticket edited, CancellationToken cancellationToken)
    {
        await store.CommitAsync(new(DocumentChange.Update(edited)), cancellationToken).ConfigureAwait(false);
        return new ScreenMessage.Saved(edited.Id, $"Saved {edited.Id}.");
    }

    /// <summary>What is added at the end goes well with whatever others do, so it is repeated on top of that.</summary>
    private async Task<ScreenMessage> CommentAsync(ScreenEffect.Comment comment, CancellationToken cancellationToken)
    {
        var origin = await store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        await store.UpdateAsync(
            comment.Id, before => before.AddComment(origin.UserName, origin.UserEmail, comment.Text, ids, time),
            cancellationToken).ConfigureAwait(false);
        return new ScreenMessage.Saved(comment.Id, $"Added a comment to {comment.Id}.");
    }

    private async Task<ScreenMessage> JournalAsync(ScreenEffect.Journal journal, CancellationToken cancellationToken)
    {
        var origin = await store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var entry = journal.Entry with { Author = origin.UserName, Email = origin.UserEmail };
        await store.UpdateAsync(journal.Id, before => before.AddJournalEntry(entry, ids, time), cancellationToken).ConfigureAwait(false);
        return new ScreenMessage.Saved(journal.Id, $"Added a {entry.EntryType} entry to the journal of {journal.Id}.");
    }

    private async Task<ScreenMessage> TimeAsync(ScreenEffect.Time spent, CancellationToken cancellationToken)
    {
        var author = (await store.GetOriginAsync(cancellationToken).ConfigureAwait(false)).UserName;
        var wasRunning = false;
        var ticket = await store.UpdateAsync(
            spent.Id,
            before =>
            {
                wasRunning = before.ActiveTimeLog is not null;
                return spent.Action switch
                {
                    TimeAction.Start => before.StartTimeTracking(author, ids, time, spent.Description, spent.Type),
                    TimeAction.Stop => before.StopTimeTracking(time),
                    _ => before.AddTimeLog(author, spent.Minutes, ids, time, spent.Description, spent.Type),
                };
            },
            cancellationToken).ConfigureAwait(false);
        var total = Texts.Hours(ticket.GetTotalHoursSpent(time));
        return spent.Action switch
        {
            TimeAction.Stop when !wasRunning => new ScreenMessage.Refused($"No session runs on {spent.Id}: s starts one."),
            TimeAction.Stop => new ScreenMessage.Saved(spent.Id, $"Stopped the session on {spent.Id}: {total} in all."),
            TimeAction.Start => new ScreenMessage.Saved(spent.Id, $"A session runs on {spent.Id}."),
            _ => new ScreenMessage.Saved(spent.Id, $"Added {spent.Minutes} minutes to {spent.Id}: {total} in all."),
        };
    }
}
