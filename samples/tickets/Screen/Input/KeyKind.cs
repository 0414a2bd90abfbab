namespace RepoTickets.CommandLine.Screen.Input;

/// <summary>The keys that the screen knows.</summary>
internal enum KeyKind
{
    /// <summary>Whatever puts text in: <see cref="ScreenKey.Text"/>.</summary>
    Text,
    Enter,
    Escape,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    Backspace,
    Delete,
    Save,
    Swap,
    ClearSearch,
    Interrupt,
}
