using RepoTickets.Storage.Text;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;

namespace RepoTickets.Storage.Tests.Text;

public sealed class MergeConflictTests
{
    private static readonly string Wide = new('<', 40);

    public static TheoryData<string, int> Conflicts => new()
    {
        { "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n", 1 },
        { "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\nc: 3\n", 2 },
        { "a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> other\r\n", 2 },
        { "a: |\n  x\n<<<<<<< HEAD\n  y\n=======\n  z\n>>>>>>> other\n", 3 },
        { "a: 'x\n<<<<<<< HEAD\n\n  y'\n=======\n\n  z'\n>>>>>>> other\n", 2 },
        { "a: 1\n<<<<<<< HEAD\nb: 1\n||||||| base\nb: 0\n=======\nb: 2\n>>>>>>> other\n", 2 },
        { $"a: 1\n{Wide} HEAD\nb: 1\n{new string('=', 40)}\nb: 2\n{new string('>', 40)} other\n", 2 },
        { "a: 1\n=======\nb: 2\n", 2 },
        { "a: 1\n>>>>>>> other\n", 2 },
        { "a: 1\n||||||| base\n", 2 },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public void TryParse_ConflictMarkers_AreNamedWithLine(string text, int line)
    {
        foreach (var syntax in Enum.GetValues<DocumentSyntax>())
        {
            var fault = FaultOf(text, syntax);
            Assert.Equal((FaultReason.MergeConflict, line, 1), (fault.Reason, fault.Line, fault.Column));
        }
    }

    [Fact]
    public void TryParse_WholeConflict_NamesBothSides()
    {
        var fault = FaultOf("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n");
        Assert.Contains("line 2 to line 6", fault.Message, StringComparison.Ordinal);
        Assert.Contains("line 4", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: |\n  <<<<<<< HEAD\n  x\n  =======\n  y\n  >>>>>>> other\n")]
    [InlineData("a: '<<<<<<< HEAD\n\n  =======\n\n  >>>>>>> other'\n")]
    [InlineData("a: \"<<<<<<< HEAD\\n=======\\n>>>>>>> other\"\n")]
    [InlineData("a: 'Title\n=======\n\n  text'\n")]
    [InlineData("a: |\n <<<<<<<<< x\n")]
    [InlineData("# <<<<<<< HEAD\na: 1\n")]
    [InlineData("<<<<<<<x: 1\n")]
    public void TryParse_TextAboutMarkers_IsNoConflict(string text) => Parse(text);
}
