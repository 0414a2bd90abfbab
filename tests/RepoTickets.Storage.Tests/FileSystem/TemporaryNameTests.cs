using RepoTickets.Storage.FileSystem;

namespace RepoTickets.Storage.Tests.FileSystem;

/// <summary>Nobody knows the name of a temporary file, so what is said of one names the file that it was to become.</summary>
public sealed class TemporaryNameTests
{
    [Theory]
    [InlineData("/store/open/LOGIN-1.yaml")]
    [InlineData("/store/.sdk/checkpoint")]
    [InlineData("/store/.sdk/index.text")]
    [InlineData("/store/.sdk/journal/0000000000000001.log")]
    [InlineData("index.yaml")]
    [InlineData("/store/open/.~odd.yaml.0000000000000001.tmp.yaml")]
    public void TargetOf_TemporaryFile_IsWhatItBecomes(string target)
    {
        foreach (var unique in new[] { 0UL, 1UL, ulong.MaxValue })
        {
            var temporary = TemporaryName.For(target, unique);
            Assert.True(TemporaryName.Is(Path.GetFileName(temporary)));
            Assert.Equal(target, TemporaryName.TargetOf(temporary));
        }

        Assert.Equal(target, TemporaryName.TargetOf(target));
    }

    [Theory]
    [InlineData("/store/open/.~.tmp")]
    [InlineData("/store/open/.~x.tmp")]
    [InlineData("/store/open/.~.0000000000000001.tmp")]
    [InlineData("/store/open/.~LOGIN-1.yaml-0000000000000001.tmp")]
    [InlineData("")]
    [InlineData("/")]
    public void TargetOf_OtherName_IsTheNameItself(string path) => Assert.Equal(path, TemporaryName.TargetOf(path));

    [Fact]
    public void Message_OfATemporaryFile_NamesTheFileThatItWasToBecome()
    {
        var temporary = TemporaryName.For("/store/open/LOGIN-1.yaml", 7);

        var exception = new FileSystemException(
            FileSystemError.AccessDenied, "create", temporary, 13, $"Access to the path '{temporary}' is denied.");

        Assert.Equal("/store/open/LOGIN-1.yaml", exception.Path);
        Assert.Equal("create /store/open/LOGIN-1.yaml: Access to the path '/store/open/LOGIN-1.yaml' is denied.", exception.Message);
    }
}
