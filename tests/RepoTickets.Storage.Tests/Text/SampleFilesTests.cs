using RepoTickets.Storage.Text;
using Xunit.Abstractions;
using static RepoTickets.Storage.Tests.Text.TextTestHelper;
using static RepoTickets.Storage.Tests.Text.Values;

namespace RepoTickets.Storage.Tests.Text;

/// <summary>
/// Files that the Python package wrote, where the environment variable REPOTICKETS_SAMPLES names a folder of them: every one is read, and
/// every one can be edited.
/// </summary>
public sealed class SampleFilesTests(ITestOutputHelper output)
{
    [Fact]
    public void Edit_FilesOfThePythonPackage_ChangesOneLine()
    {
        var folder = Environment.GetEnvironmentVariable("REPOTICKETS_SAMPLES");
        if (folder is null || !Directory.Exists(folder))
        {
            output.WriteLine("Not checked: REPOTICKETS_SAMPLES names no folder.");
            return;
        }

        var count = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var kind = Path.GetFileName(Path.GetDirectoryName(path));
            if (kind is not ("open" or "closed" or "epics" or "backlog" or "agents" or "tasks") ||
                Path.GetFileName(path).StartsWith("learning", StringComparison.Ordinal))
            {
                continue;
            }

            count++;
            var bytes = File.ReadAllBytes(path);
            var document = Parse(bytes, path.EndsWith(".json", StringComparison.Ordinal) ? DocumentSyntax.Json : DocumentSyntax.Yaml);
            TreeCheck.Places(document);
            var before = Read(document);
            Assert.Equal(bytes, document.Edit(before, before));
            var edited = Parse(document.Edit(before, before.With("status", Words("changed"))), document.Syntax);
            var lines = document.Text.Split('\n');
            var editedLines = edited.Text.Split('\n');
            Assert.Equal(lines.Length, editedLines.Length);
            Assert.Equal(1, lines.Zip(editedLines).Count(pair => pair.First != pair.Second));
        }

        Assert.True(count > 0, $"{folder} holds no sample files.");
    }
}
