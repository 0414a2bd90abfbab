using System.Diagnostics;

namespace RepoTickets.Storage.Tests.FileSystem.Linux;

/// <summary>A test that mounts a small disk; it is skipped, and says so, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(static () =>
    {
        using var folder = new TemporaryFolder();
        return Succeeds("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.Path) && Succeeds("umount", "--lazy", folder.Path);
    });

    public MountFactAttribute()
    {
        if (!CanMount.Value)
        {
            Skip = "No disk can be mounted here: it takes root, and in a container the right to mount.";
        }
    }

    internal static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
