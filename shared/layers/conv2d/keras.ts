/** A Keras layer that convolves groups of channels apart: Python source. */
export const GROUPED_CONV_2D = `\
class GroupedConv2D(layers.Layer):
    """A convolution in groups of channels: TensorFlow has no gradient of its own on a CPU."""

    def __init__(
        self,
        filters,
        kernel,
        groups,
        strides=(1, 1),
        dilation=(1, 1),
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        **options,
    ):
        super().__init__(**options)
        self.filters, self.size, self.groups, self.use_bias = filters, kernel, groups, use_bias
        self.strides, self.dilation = strides, dilation
        self.kernel_initializer = keras.initializers.get(kernel_initializer)
        self.bias_initializer = keras.initializers.get(bias_initializer)

    def build(self, shape):
        own = (*self.size, shape[-1] // self.groups, self.filters)
        self.kernel = self.add_weight(name="kernel", shape=own, initializer=self.kernel_initializer)
        if self.use_bias:
            self.bias = self.add_weight(name="bias", shape=(self.filters,), initializer=self.bias_initializer)

    def call(self, x):
        images, kernels = (keras.ops.split(tensor, self.groups, axis=-1) for tensor in (x, self.kernel))
        parts = [
            keras.ops.conv(image, kernel, self.strides, "valid", dilation_rate=self.dilation)
            for image, kernel in zip(images, kernels)
        ]
        y = keras.ops.concatenate(parts, axis=-1)
        return y + self.bias if self.use_bias else y

    def get_config(self):
        return {
            **super().get_config(),
            "filters": self.filters,
            "kernel": self.size,
            "groups": self.groups,
            "strides": self.strides,
            "dilation": self.dilation,
            "use_bias": self.use_bias,
            "kernel_initializer": keras.initializers.serialize(self.kernel_initializer),
            "bias_initializer": keras.initializers.serialize(self.bias_initializer),
        }`;
