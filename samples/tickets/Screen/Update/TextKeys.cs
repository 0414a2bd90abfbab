using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;
using RepoTickets.CommandLine.Screen.View;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The keys of a page that is read.</summary>
internal static class TextKeys
{
    internal static Step Press(ScreenState state, TextPane text, ScreenKey key) => key switch
    {
        { Kind: KeyKind.Escape or KeyKind.Enter } => new(state with { Text = null }),
        { Letter: 'q' } => new(state, new ScreenEffect.Quit(ExitCodes.Success)),
        _ => new(state with { Text = text with { Top = Scroll(state, text.Text, text.Top, key) } }),
    };

    /// <summary>How far a text is scrolled after a key.</summary>
    internal static int Scroll(ScreenState state, string text, int top, ScreenKey key)
    {
        var last = Math.Max(0, TextLayout.Wrap(text, state.Width).Count - state.TextRows);
        var to = key.Kind switch
        {
            KeyKind.Up => top - 1,
            KeyKind.Down => top + 1,
            KeyKind.PageUp => top - state.TextRows,
            KeyKind.PageDown => top + state.TextRows,
            KeyKind.Home => 0,
            KeyKind.End => last,
            _ => top,
        };
        return Math.Clamp(to, 0, last);
    }
}
