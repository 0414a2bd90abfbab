using System.Globalization;

namespace RepoTickets.Storage.FileSystem.Linux;

/// <summary>
/// A file that <c>open</c> made with <c>O_TMPFILE</c>; <c>linkat</c> gives it its name through <c>/proc/self/fd</c>, as the manual page of
/// <c>open(2)</c> shows for processes without privileges.
/// </summary>
internal sealed class LinuxUnnamedFile : IUnnamedFile
{
    private const string OwnDescriptors = "/proc/self/fd";
    private const int FollowLink = 0x400;

    private int _descriptor;

    private LinuxUnnamedFile(int descriptor) => _descriptor = descriptor;

    /// <summary>Null where the kernel, the file system or the folder does not allow it.</summary>
    internal static LinuxUnnamedFile? TryCreate(string path, ReadOnlySpan<byte> bytes, uint mode)
    {
        if (!CanBeNamed)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(path)!;
        var descriptor = LinuxCall.TryOpen(folder, OpenFlags.WriteOnly | OpenFlags.Unnamed | OpenFlags.CloseOnExecute, mode);
        if (descriptor == LinuxCall.Failed)
        {
            // A kernel that does not know the flag sees a folder opened for writing, or no folder at all. A file with a name needs its
            // descriptor for a moment only.
            return LinuxError.Last is ErrorNumbers.NotSupported or ErrorNumbers.IsAFolder or ErrorNumbers.InvalidArgument or
                ErrorNumbers.NoEntry or ErrorNumbers.NotAFolder or ErrorNumbers.TooManyOpen or ErrorNumbers.TooManyOpenInSystem
                ? null
                : throw LinuxError.FromLast("create", path);
        }

        var file = new LinuxUnnamedFile(descriptor);
        try
        {
            LinuxCall.WriteAll(descriptor, bytes, path);
            return file;
        }
        catch (FileSystemException)
        {
            file.Dispose();
            throw;
        }
    }

    public void Name(string path)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"{OwnDescriptors}/{_descriptor}");
        while (LibC.LinkAt(LinuxCall.CurrentFolder, own, LinuxCall.CurrentFolder, path, FollowLink) == LinuxCall.Failed)
        {
            LinuxCall.ThrowUnlessInterrupted("link", path);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _descriptor, LinuxCall.Failed) is not LinuxCall.Failed and var descriptor)
        {
            _ = LibC.Close(descriptor);
        }
    }

    /// <summary>Without the folder of its descriptors a process would find out only when the content is to be put in place.</summary>
    private static bool CanBeNamed { get; } = LinuxCall.TryGetStatus(OwnDescriptors, out var status) && status.Type == FileType.Folder;
}
