using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>
/// What becomes of a form whose ticket somebody else has changed meanwhile. Nothing of theirs is overwritten unseen and nothing of one's
/// own is lost: a field that only they changed is brought up to date, one that only the form changed keeps that, and where both changed,
/// theirs is put into the field with one's own beside it, to be swapped by key.
/// </summary>
internal static class Conflicts
{
    internal static ScreenState Show(ScreenState state, Ticket? current)
    {
        if (state.Form is not { Kind: FormKind.Edit, Original: { } original } form)
        {
            // Other forms have other fields, none of which others can have changed: there is nothing to bring together.
            return state.Complain("Nothing was written: somebody else changed it just then. Your text is still here; Ctrl-S tries again.");
        }

        if (current is null)
        {
            return state.Complain(
                $"{original.Id} was deleted by somebody else. Nothing was written; your text stays here until you leave.");
        }

        var theirs = Forms.Edit(current, state.Configuration);
        var fields = form.Fields.Select((field, index) => Merge(field, theirs.Fields[index].Value)).ToList();
        var theirNews = fields.Where((field, index) => field.Start != form.Fields[index].Start).ToList();
        var clashes = theirNews.Where(static field => field.Other is not null).Select(static field => field.Name).ToList();
        var taken = theirNews.Where(static field => field.Other is null).Select(static field => field.Name).ToList();
        var what = clashes.Count > 0 ? $"both changed {string.Join(", ", clashes)} (theirs is shown, Ctrl-T swaps)"
            : taken.Count > 0 ? $"they changed {string.Join(", ", taken)}"
            : "they changed no field of this form";
        var updated = form.Unasked() with { Original = current, Fields = fields };
        return state.Complain($"Nothing was written: {original.Id} was changed by somebody else: {what}. Ctrl-S saves what is shown.") with
        {
            Form = clashes.Count > 0 ? updated.FocusOn(clashes[0]) : updated,
        };
    }

    /// <summary>
    /// What one has written stays beside the field through any number of conflicts; what others wrote before is left out, for they replaced
    /// it.
    /// </summary>
    private static FormField Merge(FormField mine, string theirs)
    {
        if (theirs == mine.Start)
        {
            return mine;
        }

        var own = mine.Others.Prepend(mine.Value).Where(text => text != mine.Start && text != theirs).Distinct();
        return mine with { Edit = TextEdit.Of(theirs), Start = theirs, Others = [.. own] };
    }
}
