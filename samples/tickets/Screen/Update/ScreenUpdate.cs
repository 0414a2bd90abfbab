using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The screen without a terminal and without a store: a state and a message give the next state and what is to be done.</summary>
internal static class ScreenUpdate
{
    internal static Step Apply(ScreenState state, ScreenMessage message) => message switch
    {
        ScreenMessage.KeyPressed pressed => Press(state, pressed.Key),
        ScreenMessage.Resized size => Resize(state, size),
        _ => Arrive(state, message),
    };

    /// <summary>
    /// A notice that comes between a form's question and the key that answers it hides the question, which is then asked again.
    /// </summary>
    private static Step Arrive(ScreenState state, ScreenMessage message)
    {
        var step = Arrivals.Apply(state, message);
        return step.State is { Form: { } form } after && after.Notice != state.Notice
            ? step with { State = after with { Form = form.Unasked() } }
            : step;
    }

    private static Step Press(ScreenState state, ScreenKey key)
    {
        if (key.Kind == KeyKind.Interrupt)
        {
            return new(state, new ScreenEffect.Quit(ExitCodes.Cancelled));
        }

        // A notice has been read when the next key is pressed.
        var quiet = state.Tell("");
        return quiet switch
        {
            { Form: { } form } => FormKeys.Press(quiet, form, key),
            { Text: { } text } => TextKeys.Press(quiet, text, key),
            { Detail: { } detail } => DetailKeys.Press(quiet, detail, key),
            _ => ListKeys.Press(quiet, key),
        };
    }

    private static Step Resize(ScreenState state, ScreenMessage.Resized size)
    {
        var resized = state with { Width = size.Width, Height = size.Height };
        return ListKeys.Reload(resized with { List = ListKeys.Show(resized, state.List.Selected) });
    }
}
