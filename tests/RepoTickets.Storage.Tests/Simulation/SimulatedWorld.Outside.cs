using System.Text;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.Simulation;

/// <summary>What people, editors and other tools do: not counted, not traced, never failing, and durable at once.</summary>
internal sealed partial class SimulatedWorld
{
    private const string Outside = "outside";

    /// <summary>Makes the folder and its parents.</summary>
    internal void CreateFolders(string path)
    {
        lock (Gate)
        {
            var folder = _root;
            foreach (var part in Split(path))
            {
                if (folder.Find(part) is not SimulatedFolder next)
                {
                    next = new SimulatedFolder(NextNumber(), FileTime);
                    Plant(folder, part, next);
                }

                folder = next;
            }
        }
    }

    /// <summary>Writes a file in place, as an editor may, or creates it.</summary>
    internal void EditFile(string path, ReadOnlySpan<byte> bytes)
    {
        lock (Gate)
        {
            var folder = RequireParent(path, Outside, out var name);
            if (folder.Find(name) is not SimulatedFile file)
            {
                file = new SimulatedFile(NextNumber(), FileTime);
                Plant(folder, name, file);
            }

            file.SetLength(0);
            file.Write(0, bytes);
            file.Flush();
            file.Touch(FileTime);
            Clock.AdvanceNanoseconds(CallNanoseconds);
        }
    }

    internal void EditFile(string path, string text) => EditFile(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Puts a new file in the place of whatever has the name, as git does.</summary>
    internal void ReplaceFile(string path, ReadOnlySpan<byte> bytes)
    {
        lock (Gate)
        {
            DeleteFile(path);
            EditFile(path, bytes);
        }
    }

    internal void DeleteFile(string path)
    {
        lock (Gate)
        {
            var folder = RequireParent(path, Outside, out var name);
            folder.Remove(name);
            folder.Flush();
            folder.Touch(FileTime);
        }
    }

    /// <summary>The bytes of a file as processes see them; null when there is no file of that name.</summary>
    internal byte[]? ReadFile(string path)
    {
        lock (Gate)
        {
            return Find(path, Outside) is SimulatedFile file ? file.Bytes.ToArray() : null;
        }
    }

    /// <summary>The paths of all files, links and other things that are no folders, sorted.</summary>
    internal IReadOnlyList<string> ListFiles()
    {
        lock (Gate)
        {
            var paths = new List<string>();
            Collect(_root, "", paths);
            paths.Sort(StringComparer.Ordinal);
            return paths;
        }
    }

    /// <summary>Flushes everything, as a quiet minute does.</summary>
    internal void FlushAll()
    {
        lock (Gate)
        {
            FlushAll(_root, []);
        }
    }

    internal void PlantLink(string path, string target) => PlantSpecial(path, FileType.Link, target);

    internal void PlantPipe(string path) => PlantSpecial(path, FileType.Other, "");

    internal void PlantDevice(string path) => PlantSpecial(path, FileType.Other, "");

    /// <summary>Nothing in the folder can be seen or changed.</summary>
    internal void DenyFolder(string path)
    {
        lock (Gate)
        {
            ((SimulatedFolder)Find(path, Outside)!).DeniesAll = true;
        }
    }

    /// <summary>A folder: no entry can be made, renamed or removed. A file: it cannot be opened for writing.</summary>
    internal void DenyWriting(string path)
    {
        lock (Gate)
        {
            Find(path, Outside)!.DeniesWriting = true;
        }
    }

    private static void Plant(SimulatedFolder folder, string name, SimulatedNode node)
    {
        folder.Add(name, node);
        folder.Flush();
    }

    private static void Collect(SimulatedFolder folder, string path, List<string> paths)
    {
        foreach (var (name, node) in folder.Entries)
        {
            if (node is SimulatedFolder child)
            {
                Collect(child, $"{path}/{name}", paths);
            }
            else
            {
                paths.Add($"{path}/{name}");
            }
        }
    }

    private static void FlushAll(SimulatedFolder folder, HashSet<SimulatedNode> done)
    {
        folder.Flush();
        foreach (var node in folder.Entries.Values.Where(done.Add))
        {
            (node as SimulatedFile)?.Flush();
            if (node is SimulatedFolder child)
            {
                FlushAll(child, done);
            }
        }
    }

    private void PlantSpecial(string path, FileType type, string target)
    {
        lock (Gate)
        {
            Plant(RequireParent(path, Outside, out var name), name, new SimulatedSpecial(NextNumber(), FileTime, type, target));
        }
    }
}
