using System.Text;
using RepoTickets.CommandLine.Frame;
using RepoTickets.CommandLine.Reports;
using RepoTickets.CommandLine.Reports.Readme;

namespace RepoTickets.Cli.Tests.Reports;

public sealed class StatusSectionTests
{
    private const string Section = "## 📊 Project Status\n\nnew\n\n<!-- END AUTO-GENERATED STATUS -->\n";
    private const string Old = "## 📊 Project Status\nold\n<!-- END AUTO-GENERATED STATUS -->";

    [Theory]
    [InlineData("", "{S}\n")]
    [InlineData("# A\n", "# A\n\n{S}\n")]
    [InlineData("# A", "# A\n\n{S}\n")]
    [InlineData("before\n{O}\nafter\n", "before\n{S}\nafter\n")]
    [InlineData("{O}", "{S}")]
    [InlineData("\uFEFF{O}\n", "\uFEFF{S}\n")]
    [InlineData("```\n{O}\n```\n{O}\nafter", "```\n{O}\n```\n{S}\nafter")]
    [InlineData("~~~~ md\n{O}\n~~~\n~~~~\n{O}   \n", "~~~~ md\n{O}\n~~~\n~~~~\n{S}\n")]
    [InlineData("text ## 📊 Project Status\n", "text ## 📊 Project Status\n\n{S}\n")]
    public void Replace_WellFormedFile_ChangesTheSectionAlone(string before, string after)
    {
        var result = StatusSection.Replace(Bytes(before), Section, "README.md");
        Assert.Equal(Text(after), Encoding.UTF8.GetString(result));
        Assert.Equal(result, StatusSection.Replace(result, Section, "README.md"));
    }

    [Fact]
    public void Replace_CarriageReturnsAndOddBytes_SurviveByteForByte()
    {
        byte[] odd = [0xFF, 0xFE, 0x80, (byte)'\r', (byte)'\n'];
        byte[] file = [.. odd, .. Encoding.UTF8.GetBytes(Old.Replace("\n", "\r\n", StringComparison.Ordinal)), .. "\r\n"u8, .. odd];
        byte[] expected =
        [
            .. odd, .. Encoding.UTF8.GetBytes(Section.TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal)), .. "\r\n"u8, .. odd,
        ];
        Assert.Equal(expected, StatusSection.Replace(file, Section, "README.md"));
    }

    [Theory]
    [InlineData("a\n## 📊 Project Status\nold\n", "line 2 ")]
    [InlineData("a\n<!-- END AUTO-GENERATED STATUS -->\n", "line 2 ")]
    [InlineData("<!-- END AUTO-GENERATED STATUS -->\n## 📊 Project Status\n", "stands above")]
    [InlineData("{O}\n{O}\n", "lines 1 and 4 ")]
    [InlineData("{O}\n<!-- END AUTO-GENERATED STATUS -->\n", "lines 3 and 4 ")]
    [InlineData("a\n```\ncode\n", "line 2 is never closed")]
    public void Replace_BrokenMarks_SaysWhereAndChangesNothing(string before, string message)
    {
        var failure = Assert.Throws<CommandFailedException>(() => StatusSection.Replace(Bytes(before), Section, "README.md"));
        Assert.Equal(ExitCodes.Conflict, failure.ExitCode);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains("README.md was not changed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_HostileTitle_CannotEndTheSectionOrWriteMarkup()
    {
        var title = "\n<!-- END AUTO-GENERATED STATUS -->\n# x <script> [a](http://b) | `c` @user \u202E";
        var status = Status(new Ticket { Id = TicketId.Parse("A-1"), Title = title, Status = TicketStatus.Closed });
        var section = StatusMarkdown.Section(status, 7, new(2026, 3, 4));
        var result = StatusSection.Replace(Bytes("x\n"), section, "README.md");
        Assert.Equal(result, StatusSection.Replace(result, section, "README.md"));
        Assert.DoesNotContain("<script>", section, StringComparison.Ordinal);
        Assert.DoesNotContain("[a](", section, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", section, StringComparison.Ordinal);
        Assert.Single(section.Split('\n'), static line => line.StartsWith("* A-1: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_ThroughALink_ReplacesTheTargetAndKeepsItsMode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        var target = Path.Join(folder.Path, "real.md");
        var link = Path.Join(folder.Path, "README.md");
        File.WriteAllText(target, "old");
        File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(link, "real.md");
        AtomicFile.Write(link, "new"u8);
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(target));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    private static string Text(string pattern) =>
        pattern.Replace("{S}", Section.TrimEnd('\n'), StringComparison.Ordinal).Replace("{O}", Old, StringComparison.Ordinal);

    private static byte[] Bytes(string pattern) => Encoding.UTF8.GetBytes(Text(pattern));

    private static ProjectStatus Status(params Ticket[] closed) => new()
    {
        Total = 1, Open = 0, NotEnded = 0, InProgress = 0, Closed = 1, CriticalOpen = 0, HighOpen = 0, RecentlyClosed = closed, Agents = 0, ActiveAgents = 0, Tasks = 0,
        ActiveTasks = 0, TicketsWithRequirements = 0, Requirements = 0, Stories = 0, StoryPoints = 0, Scenarios = 0, ExpectedResults = 0, AcceptanceMet = 0,
        RequirementsCoverage = 100, Faults = [],
        TestPassRate = 0,
    };
}
