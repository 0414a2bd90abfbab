namespace RepoTickets.CommandLine.Screen.Input;

/// <summary>A key, free of the terminal that it came from.</summary>
/// <param name="Kind">Which key.</param>
/// <param name="Text">What it puts in, for <see cref="KeyKind.Text"/>; else empty.</param>
internal readonly record struct ScreenKey(KeyKind Kind, string Text = "")
{
    internal static ScreenKey Of(string text) => new(KeyKind.Text, text);

    /// <summary>The key as the name of a command: letters in either case are the same.</summary>
    internal char Letter => Kind == KeyKind.Text && Text.Length == 1 ? char.ToLowerInvariant(Text[0]) : '\0';
}
