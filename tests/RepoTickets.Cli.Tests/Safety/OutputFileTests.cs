using RepoTickets.Cli.Tests.Support;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.Cli.Tests.Safety;

/// <summary>What is written takes the place of a file: it must not take that of anything else.</summary>
public sealed class OutputFileTests
{
    [Theory]
    [InlineData("export")]
    [InlineData("report", "--no-open")]
    public async Task Output_ThatIsNoRegularFile_IsRefusedAndLeftAsItIs(params string[] command)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var pipe = Path.Join(repository.Folder, "pipe");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync();
        }

        File.CreateSymbolicLink(Path.Join(repository.Folder, "link"), pipe);
        foreach (var name in new[] { "pipe", "link" })
        {
            var run = await repository.RunAsync([.. command, "--output", name]).Answers(ExitCodes.Usage);
            Assert.Contains("is not a regular file", run.Error, StringComparison.Ordinal);
        }

        Assert.Null(BoundedInput.FindRegular(pipe));
        Assert.True(File.Exists(pipe));
        await repository.RunAsync([.. command, "--output", "."]).Answers(ExitCodes.Usage);
        await repository.RunAsync([.. command, "--output", "absent/file"]).Answers(ExitCodes.NotFound);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("report", "--no-open")]
    public async Task Output_ThatIsALink_StaysOne(params string[] command)
    {
        using var repository = await TestRepository.WithStoreAsync();
        var file = repository.Write("file", "");
        var link = new FileInfo(Path.Join(repository.Folder, "link"));
        link.CreateAsSymbolicLink(file);
        await repository.RunAsync([.. command, "--output", "link"]).Succeeds();
        link.Refresh();
        Assert.NotNull(link.LinkTarget);
        Assert.NotEqual(0, new FileInfo(file).Length);
    }
}
