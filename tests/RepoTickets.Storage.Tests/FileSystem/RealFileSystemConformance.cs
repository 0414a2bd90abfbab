using System.Diagnostics;

namespace RepoTickets.Storage.Tests.FileSystem;

public abstract class RealFileSystemConformance : FileSystemConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string Root => _folder.Path;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void PlantLink(string path, string target) => File.CreateSymbolicLink(path, target);

    protected override void PlantPipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
