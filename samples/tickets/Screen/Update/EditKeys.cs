using RepoTickets.CommandLine.Screen.Input;
using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.CommandLine.Screen.Update;

/// <summary>The keys that write, wherever a text is written.</summary>
internal static class EditKeys
{
    /// <summary>The text after the key; null when the key does not write.</summary>
    internal static TextEdit? Press(TextEdit edit, ScreenKey key) => key.Kind switch
    {
        KeyKind.Text => edit.Insert(key.Text),
        KeyKind.Backspace => edit.Backspace(),
        KeyKind.Delete => edit.Delete(),
        KeyKind.Left => edit.Left(),
        KeyKind.Right => edit.Right(),
        KeyKind.Home => edit.Home(),
        KeyKind.End => edit.End(),
        _ => null,
    };
}
