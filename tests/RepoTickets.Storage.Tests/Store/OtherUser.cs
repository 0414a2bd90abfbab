using System.Runtime.InteropServices;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>
/// The real file system as another user of the machine sees it: for each call the thread takes over that user's identity towards files
/// (<c>setfsuid</c>), and with it loses root's right to pass over modes.
/// </summary>
internal sealed partial class OtherUser(IFileSystem inner, uint user = OtherUser.Nobody) : IFileSystem
{
    internal const uint Nobody = 65_534;

    /// <summary>Null where the tests run as root; else why it does not work.</summary>
    internal static string? Missing =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "It takes root to act as another user of the machine.";

    public string BootId => inner.BootId;

    public FileStatus? GetStatus(string path) => As(() => inner.GetStatus(path));

    public FileContent? ReadFile(string path, long maximumLength) => As(() => inner.ReadFile(path, maximumLength));

    public IReadOnlyList<string>? ListNames(string folder) => As(() => inner.ListNames(folder));

    public IReadOnlyList<FolderEntry>? ListWithStatus(string folder) => As(() => inner.ListWithStatus(folder));

    public void CreateFolder(string path) => As(() => inner.CreateFolder(path));

    public void CreateFile(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        As(() => inner.CreateFile(path, copy));
    }

    public IUnnamedFile? TryCreateUnnamed(string path, ReadOnlySpan<byte> bytes) => null;

    public void Replace(string source, string target) => As(() => inner.Replace(source, target));

    public void MoveExclusively(string source, string target) => As(() => inner.MoveExclusively(source, target));

    public bool Delete(string path) => As(() => inner.Delete(path));

    public bool FlushFile(string path) => As(() => inner.FlushFile(path));

    public void FlushFolder(string path) => As(() => inner.FlushFolder(path));

    public IAppendFile OpenAppendFile(string path) => As(() => inner.OpenAppendFile(path));

    public IFileLock? TryLock(string path) => As(() => inner.TryLock(path));

    public ISharedWords? OpenSharedWords(string path, int count) => As(() => inner.OpenSharedWords(path, count));

    public string? DescribeUntrusted(string folder) => inner.DescribeUntrusted(folder);

    private void As(Action action) => As(() =>
    {
        action();
        return true;
    });

    private T As<T>(Func<T> function)
    {
        var former = (uint)SetUser(user);
        try
        {
            return function();
        }
        finally
        {
            _ = SetUser(former);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial int SetUser(uint user);
}

/// <summary>A test that acts as another user of the machine; it is skipped, and says so, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute() => Skip = OtherUser.Missing;
}
