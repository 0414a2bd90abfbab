namespace RepoTickets.CommandLine.Screen.Input;

/// <summary>Makes keys of what the console gives. A character outside the basic plane comes as two halves, which belong together.</summary>
internal sealed class KeyReader
{
    private char _high;

    /// <summary>The key; null for one that means nothing here, and for the first half of a character.</summary>
    internal ScreenKey? Read(ConsoleKeyInfo info)
    {
        var high = _high;
        _high = '\0';
        if (char.IsHighSurrogate(info.KeyChar))
        {
            _high = info.KeyChar;
            return null;
        }

        if (char.IsLowSurrogate(info.KeyChar))
        {
            return high == '\0' ? null : ScreenKey.Of(new string([high, info.KeyChar]));
        }

        return WithControl(info) is { } special ? new ScreenKey(special)
            : Named(info) is { } named ? new ScreenKey(named)
            : char.IsControl(info.KeyChar) || info.Modifiers.HasFlag(ConsoleModifiers.Alt) ? null
            : ScreenKey.Of(info.KeyChar.ToString());
    }

    private static KeyKind? WithControl(ConsoleKeyInfo info) => info.Modifiers.HasFlag(ConsoleModifiers.Control) ? info.Key switch
    {
        ConsoleKey.C => KeyKind.Interrupt,
        ConsoleKey.S => KeyKind.Save,
        ConsoleKey.T => KeyKind.Swap,
        ConsoleKey.L => KeyKind.ClearSearch,
        ConsoleKey.A => KeyKind.Home,
        ConsoleKey.E => KeyKind.End,
        _ => null,
    }
    : null;

    private static KeyKind? Named(ConsoleKeyInfo info) => info.Key switch
    {
        ConsoleKey.Enter => KeyKind.Enter,
        ConsoleKey.Escape => KeyKind.Escape,
        ConsoleKey.Tab => info.Modifiers.HasFlag(ConsoleModifiers.Shift) ? KeyKind.BackTab : KeyKind.Tab,
        ConsoleKey.UpArrow => KeyKind.Up,
        ConsoleKey.DownArrow => KeyKind.Down,
        ConsoleKey.LeftArrow => KeyKind.Left,
        ConsoleKey.RightArrow => KeyKind.Right,
        ConsoleKey.PageUp => KeyKind.PageUp,
        ConsoleKey.PageDown => KeyKind.PageDown,
        ConsoleKey.Home => KeyKind.Home,
        ConsoleKey.End => KeyKind.End,
        ConsoleKey.Backspace => KeyKind.Backspace,
        ConsoleKey.Delete => KeyKind.Delete,
        ConsoleKey.F2 => KeyKind.Save,
        _ => info.KeyChar is '\r' or '\n' ? KeyKind.Enter : null,
    };
}
