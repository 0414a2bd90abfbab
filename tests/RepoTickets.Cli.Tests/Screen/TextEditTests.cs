using RepoTickets.CommandLine.Screen.Model;

namespace RepoTickets.Cli.Tests.Screen;

public sealed class TextEditTests
{
    [Fact]
    public void Backspace_AfterACharacterOfSeveralParts_TakesAllOfIt()
    {
        Assert.Equal("a", TextEdit.Of("a👩‍💻").Backspace().Text);
        Assert.Equal("a", TextEdit.Of("ae\u0301").Backspace().Text);
        Assert.Equal("", TextEdit.Of("日").Backspace().Text);
        Assert.Equal("ab", TextEdit.Of("a\nb").Left().Backspace().Text);
    }

    [Fact]
    public void UpAndDown_BetweenLines_KeepTheColumn()
    {
        var edit = TextEdit.Of("one\n日本\nlonger").Home().Right().Right();
        Assert.Equal("one\n日本", edit.Up().Text[..edit.Up().Cursor]);
        Assert.Equal("on", edit.Up().Up().Text[..edit.Up().Up().Cursor]);
        Assert.True(edit.Up().Up().IsOnFirstLine);
        Assert.Equal(edit.Cursor, edit.Up().Up().Down().Down().Cursor);
    }

    [Fact]
    public void Insert_OfMoreThanAFieldTakes_IsNotTaken() =>
        Assert.Equal("x", TextEdit.Of("x").Insert(new('y', DocumentBounds.TextLength)).Text);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyKeys_InAnyOrder_LeaveTheCursorBetweenCharacters(int seed)
    {
        var random = new Random(seed);
        string[] pieces = ["a", "日", "👩‍💻", "e\u0301", "\n", "\u202E", "ש", " "];
        var edit = TextEdit.Empty;
        for (var i = 0; i < 3_000; i++)
        {
            edit = random.Next(14) switch
            {
                0 => edit.Left(),
                1 => edit.Right(),
                2 => edit.Up(),
                3 => edit.Down(),
                4 => edit.Home(),
                5 => edit.End(),
                6 => edit.Backspace(),
                7 => edit.Delete(),
                _ => edit.Insert(pieces[random.Next(pieces.Length)]),
            };
            Assert.True(
                edit.Cursor >= 0 && edit.Cursor <= edit.Text.Length,
                $"Seed {seed}, step {i}: the cursor is at {edit.Cursor} of {edit.Text.Length}.");
            Assert.False(
                edit.Cursor > 0 && edit.Cursor < edit.Text.Length && char.IsLowSurrogate(edit.Text[edit.Cursor]) &&
                    char.IsHighSurrogate(edit.Text[edit.Cursor - 1]),
                $"Seed {seed}, step {i}: the cursor is inside a character.");
        }
    }
}
