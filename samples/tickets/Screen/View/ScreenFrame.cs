namespace RepoTickets.CommandLine.Screen.View;

/// <summary>A whole screen: as many lines as it is high, and where the cursor is, if it is seen.</summary>
internal sealed record ScreenFrame(IReadOnlyList<ScreenLine> Lines, CursorPlace? Cursor);

/// <summary>A place on the screen, both counted from 0.</summary>
internal sealed record CursorPlace(int Row, int Column);
