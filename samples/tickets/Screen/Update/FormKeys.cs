using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The keys of a form.</summary>
internal static class FormKeys
{
    internal static Step Press(ScreenState state, FormPane form, ScreenKey key) => key.Kind == KeyKind.Save
        ? Save(state, form)
        : Edit(state, form with { AsksToDrop = false }, key);

    private static Step Edit(ScreenState state, FormPane form, ScreenKey key) => key.Kind switch
    {
        KeyKind.Escape => Leave(state, form),
        KeyKind.Swap when form.Focused.Other is not null => Keep(state, form.With(form.Focused.Swap())),
        KeyKind.Tab => Keep(state, Move(form, 1)),
        KeyKind.BackTab => Keep(state, Move(form, -1)),
        KeyKind.Enter => Enter(state, form),
        KeyKind.Up =>
            Keep(state, form.Focused is { HasLines: true, Edit.IsOnFirstLine: false } lines
                ? form.With(lines with { Edit = lines.Edit.Up() })
                : Move(form, -1)),
        KeyKind.Down =>
            Keep(state, form.Focused is { HasLines: true, Edit.IsOnLastLine: false } lines
                ? form.With(lines with { Edit = lines.Edit.Down() })
                : Move(form, 1)),
        _ when form.Focused.Choices.Count > 0 => Choose(state, form, key),
        _ when EditKeys.Press(form.Focused.Edit, key) is { } edited => Keep(state, form.With(form.Focused with { Edit = edited })),
        _ => new(state),
    };

    private static Step Keep(ScreenState state, FormPane form) => new(state with { Form = form });

    private static FormPane Move(FormPane form, int by) => form with { Focus = (form.Focus + by + form.Fields.Count) % form.Fields.Count };

    private static Step Leave(ScreenState state, FormPane form) => form.IsChanged && !form.AsksToDiscard
        ? Keep(state.Complain("There are changes: Escape again drops them, Ctrl-S saves them."), form with { AsksToDiscard = true })
        : new(state with { Form = null });

    private static Step Enter(ScreenState state, FormPane form)
    {
        if (form.Focused.HasLines)
        {
            return Keep(state, form.With(form.Focused with { Edit = form.Focused.Edit.Insert("\n") }));
        }

        return form.Kind == FormKind.Time || form.Focus == form.Fields.Count - 1 ? Save(state, form) : Keep(state, Move(form, 1));
    }

    private static Step Choose(ScreenState state, FormPane form, ScreenKey key)
    {
        var field = form.Focused;
        if (key.Kind == KeyKind.Text && Named(form, key) is { } word)
        {
            var chosen = form.With(field with { Edit = TextEdit.Of(word) });
            return Keep(state, word == Forms.AddWord ? chosen.FocusOn(FieldNames.Minutes) : chosen);
        }

        return key.Kind switch
        {
            KeyKind.Left => Keep(state, form.With(field.Step(-1))),
            KeyKind.Right => Keep(state, form.With(field.Step(1))),
            KeyKind.Text when key.Text == " " => Keep(state, form.With(field.Step(1))),
            KeyKind.Text when field.Choices.FirstOrDefault(
                choice => choice.StartsWith(key.Text, StringComparison.OrdinalIgnoreCase)) is { } found =>
                Keep(state, form.With(field with { Edit = TextEdit.Of(found) })),
            _ => new(state),
        };
    }

    /// <summary>The form for times has letters of its own: s starts, x stops, a adds.</summary>
    private static string? Named(FormPane form, ScreenKey key) => (form.Focused.Name, key.Letter) switch
    {
        (FieldNames.Action, 's') => Forms.StartWord,
        (FieldNames.Action, 'x') => Forms.StopWord,
        (FieldNames.Action, 'a') => Forms.AddWord,
        _ => null,
    };

    private static Step Save(ScreenState state, FormPane form)
    {
        var dropped = form.Fields.Where(static field => field.WouldDrop).Select(static field => field.Name).ToList();
        if (dropped.Count > 0 && !form.AsksToDrop)
        {
            return Keep(
                state.Complain(
                    $"Nothing was written: your own {string.Join(", ", dropped)} would be dropped. Ctrl-T takes yours, Ctrl-S again " +
                    "saves what is shown."),
                form.FocusOn(dropped[0]) with { AsksToDrop = true });
        }

        try
        {
            return FormReader.Read(form) is { } effect ? new(state, effect) : new(state.Tell("Nothing was changed.") with { Form = null });
        }
        catch (FieldException problem)
        {
            return Keep(state.Complain(problem.Message), form.FocusOn(problem.Field));
        }
    }
}
